package cinema.orchestrator.temporal;

import java.util.regex.Pattern;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.FailureConverter;
import io.temporal.failure.DefaultFailureConverter;

/**
 * Leaves the stack trace out of a failure whose reason is ours, and out of what wraps it;
 * a bug keeps its own.
 */
final class PlainFailures implements FailureConverter {

	/** As {@code RENDER_FAILED}; what nobody foresaw has the name of its class. */
	private static final Pattern OURS = Pattern.compile("[A-Z]+(_[A-Z]+)*");

	private final FailureConverter standard = new DefaultFailureConverter();

	@Override
	public RuntimeException failureToException(Failure failure, DataConverter converter) {
		return this.standard.failureToException(failure, converter);
	}

	@Override
	public Failure exceptionToFailure(Throwable thrown, DataConverter converter) {
		return plain(this.standard.exceptionToFailure(thrown, converter));
	}

	private static Failure plain(Failure failure) {
		if (!isOurs(failure)) {
			return failure;
		}
		Failure.Builder plain = failure.toBuilder().clearStackTrace();
		return failure.hasCause() ? plain.setCause(plain(failure.getCause())).build() : plain.build();
	}

	private static boolean isOurs(Failure failure) {
		if (failure.hasApplicationFailureInfo()) {
			return OURS.matcher(failure.getApplicationFailureInfo().getType()).matches();
		}
		return failure.hasCause() && isOurs(failure.getCause());
	}

}
