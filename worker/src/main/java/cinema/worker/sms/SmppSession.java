package cinema.worker.sms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Command;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.connection.ConnectionFactory;

/**
 * A session whose end is told to all that wait for an answer over it: the library lets
 * them wait until their time is out.
 */
final class SmppSession extends SMPPSession {

	/** Numbers of what was asked and is not answered. */
	private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

	SmppSession(ConnectionFactory connections) {
		super(connections);
		addSessionStateListener((now, before, source) -> {
			if (now == SessionState.CLOSED) {
				this.asked.forEach(this::giveUp);
			}
		});
	}

	@Override
	protected Command executeSendCommand(SendCommandTask task, long timeout) throws PDUException,
			ResponseTimeoutException, InvalidResponseException, NegativeResponseException, IOException {
		Numbered numbered = new Numbered(task);
		try {
			return super.executeSendCommand(numbered, timeout);
		}
		finally {
			this.asked.remove(numbered.number);
		}
	}

	private void giveUp(int number) {
		PendingResponse<Command> pending = removePendingResponse(number);
		if (pending != null) {
			pending.doneWithInvalidResponse(new InvalidResponseException("the session ended"));
			// The first is lost on whoever does not wait yet.
			pending.done(new Command());
		}
	}

	/** Knows its number while it is on its way. */
	private final class Numbered implements SendCommandTask {

		private final SendCommandTask task;

		private int number;

		Numbered(SendCommandTask task) {
			this.task = task;
		}

		@Override
		public void executeTask(OutputStream out, int sequence) throws PDUException, IOException {
			this.number = sequence;
			SmppSession.this.asked.add(sequence);
			this.task.executeTask(out, sequence);
			// It may have ended before this was on the list.
			if (getSessionState() == SessionState.CLOSED) {
				giveUp(sequence);
			}
		}

		@Override
		public String getCommandName() {
			return this.task.getCommandName();
		}

	}

}
