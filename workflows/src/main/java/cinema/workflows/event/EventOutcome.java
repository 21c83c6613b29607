package cinema.workflows.event;

import java.util.List;

/** How an event ended: one outcome for each notice that it asked for. */
public record EventOutcome(List<NoticeOutcome> notices) {
}
