package cinema.workflows.event;

import java.util.List;

import cinema.workflows.journal.NoticeOutcome;

/** How an event ended: one outcome for each notice that it asked for. */
public record EventOutcome(List<NoticeOutcome> notices) {
}
