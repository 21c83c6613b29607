package cinema.worker.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;

/** Why we close a socket (RFC 6455, 7.4; 4000 and above are ours). */
enum Farewell {

	TOKEN(CloseCodes.VIOLATED_POLICY, "token: missing, wrong or expired"),

	ERASED(CloseCodes.VIOLATED_POLICY, "account: erased"),

	UNREADABLE(CloseCodes.VIOLATED_POLICY, "message: not understood"),

	BINARY(CloseCodes.CANNOT_ACCEPT, "message: text is all that is read"),

	LARGE(CloseCodes.TOO_BIG, "message: 16 kB at most"),

	LATER(CloseCodes.TRY_AGAIN_LATER, "try again later"),

	STOPPING(CloseCodes.GOING_AWAY, "the instance stops"),

	SILENT(CloseCodes.GOING_AWAY, "nothing heard"),

	SLOW(4002, "too slow"),

	MANY(4008, "sockets: too many of one person");

	private final CloseReason reason;

	Farewell(CloseCode code, String words) {
		this.reason = new CloseReason(code, words);
	}

	Farewell(int code, String words) {
		this(CloseCodes.getCloseCode(code), words);
	}

	CloseReason reason() {
		return this.reason;
	}

}
