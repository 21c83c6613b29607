package cinema.orchestrator.queue;

import org.junit.jupiter.api.AfterAll;

/** With a node of RabbitMQ, where it is installed. */
class PostingPublisherOnRabbitTests extends PostingPublisherContract {

	private RabbitNode node;

	@Override
	int port() throws Exception {
		this.node = RabbitNode.start();
		return this.node.port();
	}

	@AfterAll
	void end() {
		if (this.node != null) {
			this.node.close();
		}
	}

}
