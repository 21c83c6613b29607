package cinema.orchestrator.parts;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** No test takes a letter that another one left in a queue. */
public class EmptyQueues implements BeforeEachCallback {

	@Override
	public void beforeEach(ExtensionContext context) {
		AmqpAdmin admin = SpringExtension.getApplicationContext(context).getBean(AmqpAdmin.class);
		for (Channel channel : Channel.values()) {
			for (Urgency urgency : Urgency.values()) {
				admin.purgeQueue(PostingQueues.queue(channel, urgency));
			}
		}
	}

}
