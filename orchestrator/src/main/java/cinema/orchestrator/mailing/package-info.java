/**
 * Mailings as staff order, watch and steer them, and how they begin and end.
 *
 * More than twelve types, since six of them are what staff are shown of one: a view, a
 * list, numbers, a summary, a report and a workbook.
 */
@NullMarked
package cinema.orchestrator.mailing;

import org.jspecify.annotations.NullMarked;
