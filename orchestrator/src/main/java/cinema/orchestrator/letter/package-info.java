/** What a letter is made of, and the finished letter. */
@NullMarked
package cinema.orchestrator.letter;

import org.jspecify.annotations.NullMarked;
