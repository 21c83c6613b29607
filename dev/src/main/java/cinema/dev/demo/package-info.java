/** The main job as a user sees it, and events from files. */
@NullMarked
package cinema.dev.demo;

import org.jspecify.annotations.NullMarked;
