package cinema.workflows.event;

import java.util.List;

/**
 * Where a running event is: its notices in the order of the plan; empty before there is
 * one.
 */
public record EventProgress(List<NoticeProgress> notices) {
}
