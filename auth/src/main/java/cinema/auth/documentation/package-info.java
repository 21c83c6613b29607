/** What the OpenAPI page says beyond what the code shows by itself. */
@NullMarked
package cinema.auth.documentation;

import org.jspecify.annotations.NullMarked;
