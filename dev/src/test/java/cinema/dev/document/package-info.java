/**
 * README and docs, taken at their word. Every fenced block of a document has a language;
 * a block of commands ({@code sh}) says behind it what becomes of it, where readers do
 * not see it: {@code sh run} is run, {@code sh run eventually} again and again until it
 * succeeds and says what the document says, {@code sh run refused} has to end in an
 * answer of 400 or more, {@code sh run schedules} needs a Temporal server that has
 * schedules, and {@code sh skip: a reason} is not run. The blocks of a document are run
 * in one bash, in order, in the project's folder beside the stack of the end-to-end
 * tests; a block ends with its first command that fails, and curl fails at 400 or more. A
 * block {@code text} or {@code json} right behind one is its output. Moments, times, ids,
 * tokens, short links, ports and places on Kafka count by their kind alone, {@code ...}
 * stands for anything: within a line, for lines, for a value, for further fields or
 * elements. Any other {@code json} is a {@code json sample}. Blocks of commands have no
 * comments, which the shell of a Mac does not take when they are pasted.
 */
@NullMarked
package cinema.dev.document;

import org.jspecify.annotations.NullMarked;
