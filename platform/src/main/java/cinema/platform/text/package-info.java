/** Texts are as long as people and JSON Schema count them. */
@NullMarked
package cinema.platform.text;

import org.jspecify.annotations.NullMarked;
