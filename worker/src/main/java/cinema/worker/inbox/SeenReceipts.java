package cinema.worker.inbox;

import cinema.worker.ledger.Ledger;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.worker.queue.WireFormat;
import cinema.worker.receipt.SeenRelay;
import cinema.workflows.contract.Channel;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells which messages were seen, also of one that was taken back since. */
@Component
class SeenReceipts {

	private final SeenRelay relay;

	SeenReceipts(JdbcClient jdbc, Ledger ledger, ConfirmedPublisher publisher, WireFormat wire) {
		this.relay = new SeenRelay(Channel.WEB, "inbox_message", jdbc, ledger, publisher, wire);
	}

	@Scheduled(fixedDelay = 500)
	void tell() {
		this.relay.tell();
	}

}
