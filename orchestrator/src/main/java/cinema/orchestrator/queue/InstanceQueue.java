package cinema.orchestrator.queue;

import java.util.UUID;

import cinema.workflows.contract.PostingQueues;

import org.springframework.amqp.core.Queue;

/**
 * Where the worker answers this instance. The queue goes with its connection and takes
 * along what was not read: the next one has another name, so that the worker notices.
 */
public final class InstanceQueue extends Queue {

	private volatile String current = name();

	private volatile boolean undeclared;

	InstanceQueue() {
		super(PostingQueues.RECEIPTS, false, true, true);
	}

	private static String name() {
		return PostingQueues.RECEIPTS + "." + UUID.randomUUID();
	}

	/** Somebody is going to read the next one; that of before is gone, or will be. */
	public void renew() {
		this.current = name();
		this.undeclared = true;
	}

	/** Each name once: a connection that is opened anew would bring back the last one. */
	@Override
	public boolean shouldDeclare() {
		return this.undeclared;
	}

	@Override
	public void setActualName(String declared) {
		this.undeclared = this.undeclared && !declared.equals(this.current);
	}

	@Override
	public String getName() {
		return this.current;
	}

	@Override
	public String getActualName() {
		return this.current;
	}

}
