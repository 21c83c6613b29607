/** What a person sees and clicks, in a real browser. */
@NullMarked
package cinema.dev.browser;

import org.jspecify.annotations.NullMarked;
