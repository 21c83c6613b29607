package cinema.dev.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** Puts a word for its kind in the place of whatever is another one each time. */
final class Mask {

	private static final Map<String, String> KINDS = new LinkedHashMap<>();

	static {
		KINDS.put("\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+", "<token>");
		KINDS.put("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?", "<moment>");
		KINDS.put("\\b\\d{8}T\\d{6}Z", "<moment>");
		KINDS.put("\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b", "<id>");
		KINDS.put("\\b\\p{XDigit}{24,}\\b", "<token>");
		KINDS.put("\\b(127\\.0\\.0\\.1|localhost):\\d+", "<address>");
		KINDS.put("/s/[0-9A-Za-z]{6,}", "/s/<code>");
		KINDS.put("\\bnotifications\\.events-\\d+-\\d+", "<place>");
		KINDS.put("\\b\\d+(\\.\\d+)? (ms|s)\\b", "<time>");
	}

	private Mask() {
	}

	static String apply(String text) {
		String masked = text;
		for (Map.Entry<String, String> kind : KINDS.entrySet()) {
			masked = masked.replaceAll(kind.getKey(), kind.getValue());
		}
		return masked;
	}

}
