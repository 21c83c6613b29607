/**
 * What all pages of the admin share: who may see them, their frame, their words, their
 * errors. The pages themselves are below, by what they show; nothing outside uses them.
 *
 * More than twelve types, since seven of them only say who is let in, and what becomes of
 * whoever is not.
 */
@NullMarked
package cinema.orchestrator.admin;

import org.jspecify.annotations.NullMarked;
