/**
 * What one of several providers of a channel takes: its share and its limits, and how
 * well it answers.
 */
@NullMarked
package cinema.worker.provider;

import org.jspecify.annotations.NullMarked;
