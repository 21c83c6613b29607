/**
 * What all pages of the admin share: who may see them, their frame, their words, their
 * errors. The pages themselves are below, by what they show; nothing outside uses them.
 *
 * More than twelve types, since who comes in, what they had begun and what a page is made
 * of are told apart here, and none of it is for anybody else.
 */
@NullMarked
package cinema.orchestrator.admin;

import org.jspecify.annotations.NullMarked;
