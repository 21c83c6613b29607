/** The OpenAPI document: what the code shows, and over it the words of openapi.yaml. */
@NullMarked
package cinema.platform.documentation;

import org.jspecify.annotations.NullMarked;
