package cinema.workflows.plan;

import cinema.workflows.contract.Channel;

/**
 * A way to say a notice.
 *
 * @param id the id of the posting that it becomes, known before it is rendered
 * @param template the template's name, for example {@code email/welcome}
 */
public record PlannedPosting(Channel channel, String id, String template) {
}
