package cinema.worker.sms;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.workflows.contract.Urgency;

/** Settings of the channel that say no more than a test needs. */
final class SmsSettings {

	static final SmsProperties.Http NO_HTTP = http("");

	static final SmsProperties.Smpp NO_SMPP = smpp(null);

	private SmsSettings() {
	}

	/** By one message centre. */
	static SmsProperties properties(int window, String... countries) {
		return properties(window, List.of(countries), smpp("127.0.0.1"), NO_HTTP, Map.of());
	}

	/** By several. */
	static SmsProperties properties(Map<String, SmsProviderProperties> providers) {
		return properties(10, List.of("7", "44"), NO_SMPP, NO_HTTP, providers);
	}

	static SmsProperties properties(int window, List<String> countries, SmsProperties.Smpp smpp,
			SmsProperties.Http http, Map<String, SmsProviderProperties> providers) {
		return new SmsProperties("Cinema", countries, 4, 100, 0, window, Duration.ofMillis(700), 5,
				Duration.ofSeconds(1), Duration.ofDays(4), smpp, http, providers);
	}

	static SmsProperties.Smpp smpp(String host) {
		return new SmsProperties.Smpp(host, 2775, false, "", "", "", 1, Duration.ofSeconds(1), Duration.ofSeconds(1),
				DeliveryReport.Ids.AS_IS, List.of("1", "9"));
	}

	static SmsProperties.Http http(String url) {
		return new SmsProperties.Http(url.isEmpty() ? null : URI.create(url), "Authorization", "token");
	}

	static SmsProviderProperties provider(int weight) {
		return provider(weight, Set.of(), List.of(), 0);
	}

	static SmsProviderProperties provider(int weight, Set<Urgency> serves, List<String> countries, int perSecond) {
		return new SmsProviderProperties(NO_SMPP, http("http://127.0.0.1/"), null, weight, serves, countries, null,
				perSecond, 0);
	}

}
