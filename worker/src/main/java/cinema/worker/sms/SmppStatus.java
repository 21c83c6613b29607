package cinema.worker.sms;

import java.util.Locale;
import java.util.Set;

import cinema.worker.sms.SmsGateway.Kind;
import org.jsmpp.SMPPConstant;

/** What the status of an answer means for a message (SMPP 3.4, 5.1.3). */
final class SmppStatus {

	/** The number or the text is none that will ever pass. */
	private static final Set<Integer> REFUSED = Set.of(SMPPConstant.STAT_ESME_RINVDSTADR,
			SMPPConstant.STAT_ESME_RINVMSGLEN, SMPPConstant.STAT_ESME_RX_P_APPN, SMPPConstant.STAT_ESME_RX_R_APPN);

	/** The network could not, and says no more. */
	private static final Set<Integer> LATER = Set.of(SMPPConstant.STAT_ESME_RSUBMITFAIL,
			SMPPConstant.STAT_ESME_RDELIVERYFAILURE);

	/** What the standard keeps for operators, who mean many things by it. */
	private static final int OF_OPERATORS = 0x400;

	private SmppStatus() {
	}

	/**
	 * Whatever is not about the receiver is ours: speed, full queues, the session, the
	 * sender.
	 */
	static Kind kind(int status) {
		if (REFUSED.contains(status)) {
			return Kind.REFUSED;
		}
		return (LATER.contains(status) || status >= OF_OPERATORS) ? Kind.LATER : Kind.OURS;
	}

	/** For the journal. */
	static String words(int status) {
		String name = switch (status) {
			case SMPPConstant.STAT_ESME_RTHROTTLED -> " too many messages at once";
			case SMPPConstant.STAT_ESME_RMSGQFUL -> " its queue is full";
			case SMPPConstant.STAT_ESME_RINVDSTADR -> " there is no such number";
			case SMPPConstant.STAT_ESME_RINVSRCADR -> " it does not know our sender";
			case SMPPConstant.STAT_ESME_RSYSERR -> " it is in trouble";
			default -> "";
		};
		return String.format(Locale.ROOT, "the message centre says 0x%08x%s", status, name);
	}

}
