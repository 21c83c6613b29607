package cinema.workflows.dispatch;

import java.util.List;

import cinema.workflows.contract.Channel;

/** Postings of one workflow on one channel that are to be taken back. */
public record Withdraw(Channel channel, List<String> postingIds) {
}
