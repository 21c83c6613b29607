package cinema.platform.setting;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words what is wrong, instead of a stack trace. */
class RefusedSettingsAnalyzer extends AbstractFailureAnalyzer<RefusedSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RefusedSettingsException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Correct what is named above; docs/configuration.md lists every setting with its environment name.",
				cause);
	}

}
