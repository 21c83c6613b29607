package cinema.platform.setting;

import java.util.List;

/** The application does not start with these settings. */
public class RefusedSettingsException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses the start.
	 * @param faults each names the setting, what is wrong with it and what to do; never
	 * the value of a secret
	 */
	public RefusedSettingsException(List<String> faults) {
		super(String.join(System.lineSeparator(), faults));
	}

}
