/** What is collected for a person on a topic, and told in one letter. */
@NullMarked
package cinema.workflows.digest;

import org.jspecify.annotations.NullMarked;
