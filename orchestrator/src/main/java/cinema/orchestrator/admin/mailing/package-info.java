/**
 * Mailings that are on their way or have ended: their list, their progress, their report.
 */
@NullMarked
package cinema.orchestrator.admin.mailing;

import org.jspecify.annotations.NullMarked;
