/** What a page needs to show an inbox: a script and a style sheet. */
@NullMarked
package cinema.worker.widget;

import org.jspecify.annotations.NullMarked;
