package cinema.worker.sms;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How short messages are sent. The channel is on where {@code cinema.sms.smpp.host} or
 * {@code cinema.sms.http.url} is given, or several who take them.
 *
 * @param sender whom messages come from: a name of up to 11 letters and digits, or a
 * number
 * @param countries how numbers begin to which messages go: calling codes of countries, or
 * more digits, for example {@code 44,1604}; with a minus, how those begin to which none
 * go, for example {@code 1,-1242}. The longest that fits a number counts; without one of
 * them nothing is sent
 * @param maxParts how many parts a message may have; a longer one is refused
 * @param partsADay how many parts all workers together may send in a day (UTC); over it
 * messages wait for the next day
 * @param urgentReserve how many more parts of that day urgent messages alone may have
 * @param window how many messages may wait for their answer at the same time
 * @param timeout how long the server may take to answer a message; after it nobody knows
 * what became of the message
 * @param refusals after how many refusals in a row that are about us, and not a receiver,
 * messages of that urgency wait while one at a time tries
 * @param late an answer that takes longer comes late: where half of them do, and there
 * are other providers, messages go by those
 * @param reportsFor for how long a report of what became of a message is waited for
 * @param providers those who take messages by name, if there are several;
 * {@code cinema.sms.smpp} and {@code cinema.sms.http} are left out then
 */
@ConfigurationProperties(prefix = "cinema.sms", ignoreUnknownFields = false)
record SmsProperties(@DefaultValue("Cinema") String sender, @DefaultValue List<String> countries,
		@DefaultValue("4") int maxParts, @DefaultValue("10000") int partsADay, @DefaultValue("1000") int urgentReserve,
		@DefaultValue("10") int window, @DefaultValue("30s") Duration timeout, @DefaultValue("5") int refusals,
		@DefaultValue("3s") Duration late, @DefaultValue("4d") Duration reportsFor, @DefaultValue Smpp smpp,
		@DefaultValue Http http, @DefaultValue Map<String, SmsProviderProperties> providers) {

	private static final String LEFT_OUT = "-";

	/**
	 * A code that ITU-T E.164 gives to a country, or could, and how numbers of it go on.
	 */
	private static final String CODE = "-?(?:[17]\\d{0,9}|(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])\\d{0,9}"
			+ "|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\\d{1,10})";

	SmsProperties {
		checkSender("cinema.sms.sender", sender);
		checkCountries("cinema.sms.countries", countries);
		Bounds.between("cinema.sms.max-parts", 1, 255, maxParts);
		Bounds.between("cinema.sms.parts-a-day", maxParts, 100_000_000, partsADay);
		Bounds.between("cinema.sms.urgent-reserve", 0, 100_000_000, urgentReserve);
		Bounds.between("cinema.sms.window", 3, 1000, window);
		Bounds.positive("cinema.sms.timeout", timeout);
		Bounds.between("cinema.sms.refusals", 1, 1000, refusals);
		Bounds.positive("cinema.sms.late", late);
		Bounds.positive("cinema.sms.reports-for", reportsFor);
		smpp.check("cinema.sms.smpp");
		http.check("cinema.sms.http");
		boolean smppOn = StringUtils.hasText(smpp.host());
		boolean httpOn = http.url() != null && !http.url().toString().isEmpty();
		Bounds.require(!(smppOn && httpOn), "cinema.sms.http.url", "left out where cinema.sms.smpp.host is given",
				String.valueOf(http.url()));
		Bounds.require(!smppOn || providers.isEmpty(), "cinema.sms.smpp.host",
				"left out where cinema.sms.providers are given", String.valueOf(smpp.host()));
		Bounds.require(!httpOn || providers.isEmpty(), "cinema.sms.http.url",
				"left out where cinema.sms.providers are given", String.valueOf(http.url()));
		for (Map.Entry<String, SmsProviderProperties> one : providers.entrySet()) {
			one.getValue().check("cinema.sms.providers." + one.getKey(), one.getKey(), maxParts);
		}
		for (Urgency urgency : Urgency.values()) {
			Bounds.require(providers.isEmpty() || providers.values().stream().anyMatch((one) -> one.takes(urgency)),
					"cinema.sms.providers", "one with a weight that serves " + urgency + " messages",
					providers.keySet());
		}
		Bounds.require(
				!(smppOn || httpOn || !providers.isEmpty())
						|| countries.stream().anyMatch((code) -> !code.startsWith(LEFT_OUT)),
				"cinema.sms.countries", "a list of calling codes, since messages are on", countries);
	}

	/**
	 * Whether messages to a number of E.164 are paid for: the longest code of the list
	 * with which it begins tells.
	 */
	boolean reaches(String address) {
		return reaches(this.countries, address);
	}

	/** The same for a list that is written so. */
	static boolean reaches(List<String> countries, String address) {
		return countries.stream()
			.filter((code) -> address.startsWith(code.replace(LEFT_OUT, ""), 1))
			.max(Comparator.comparingInt((code) -> code.replace(LEFT_OUT, "").length()))
			.filter((code) -> !code.startsWith(LEFT_OUT))
			.isPresent();
	}

	static void checkSender(String setting, String sender) {
		Bounds.require(sender.matches("[A-Za-z0-9 ._-]{1,11}|\\+?[0-9]{3,15}"), setting,
				"a name of up to 11 letters and digits, or a number", sender);
	}

	static void checkCountries(String setting, List<String> countries) {
		countries.forEach((code) -> Bounds.require(code.matches(CODE), setting,
				"a list of calling codes like 44, and what is left out of them like -447", code));
	}

	/** Those who take messages, by name: the only one, or several. */
	Map<String, SmsProviderProperties> all() {
		return this.providers.isEmpty() ? Map.of(SmsProvider.DEFAULT, SmsProviderProperties.only(this.smpp, this.http))
				: this.providers;
	}

	/**
	 * A message centre, by SMPP 3.4.
	 *
	 * @param host of the message centre
	 * @param port where it listens
	 * @param tls whether the connection is TLS from its first byte
	 * @param systemId who we are to it
	 * @param password of ours
	 * @param systemType what it calls systems like ours, mostly nothing
	 * @param sessions how many there are at the same time
	 * @param connect how long it may take to be there, and to take a session
	 * @param enquireEvery how long a connection may be silent before it is asked for
	 * @param reportIds how its reports write the ids of messages: as its answers do
	 * ({@code as-is}), with other capital letters or zeros in front ({@code alike}), or
	 * in decimal where those are hexadecimal ({@code decimal-of-hex})
	 * @param goneErrors codes of the network ({@code err} of its reports) by which a
	 * number is gone for ever, and so left alone; as 3GPP TS 29.002 counts them if
	 * nothing is said, and none where it is empty
	 */
	record Smpp(@Nullable String host, @DefaultValue("2775") int port, @DefaultValue("false") boolean tls,
			@DefaultValue("") String systemId, @DefaultValue("") String password, @DefaultValue("") String systemType,
			@DefaultValue("1") int sessions, @DefaultValue("10s") Duration connect,
			@DefaultValue("30s") Duration enquireEvery, @DefaultValue("as-is") DeliveryReport.Ids reportIds,
			@DefaultValue( {
					"1", "5", "9", "11", "44" }) List<String> goneErrors){

		/** What is wrong is named by the whole setting. */
		void check(String setting) {
			Bounds.between(setting + ".port", 1, 65_535, this.port);
			// What SMPP 3.4 has room for (5.2.1 to 5.2.3).
			Bounds.require(this.systemId.length() <= 15, setting + ".system-id", "15 characters at most",
					this.systemId);
			Bounds.require(this.password.length() <= 8, setting + ".password", "8 characters at most", "it");
			Bounds.require(this.systemType.length() <= 12, setting + ".system-type", "12 characters at most",
					this.systemType);
			Bounds.between(setting + ".sessions", 1, 20, this.sessions);
			Bounds.positive(setting + ".connect", this.connect);
			Bounds.positive(setting + ".enquire-every", this.enquireEvery);
			this.goneErrors.forEach((code) -> Bounds.require(code.matches("\\w{1,10}"), setting + ".gone-errors",
					"a list of codes of 10 letters and digits at most, like 001", code));
		}

		/** Without the password. */
		@Override
		public String toString() {
			return "Smpp[" + this.systemId + " at " + this.host + "]";
		}

	}

	/**
	 * A provider that takes messages by HTTP; docs/sms.md says what it is sent.
	 *
	 * @param url where messages are posted to
	 * @param header in which the token stands; in {@code Authorization} it stands behind
	 * {@code Bearer}
	 * @param token that the provider knows us by
	 */
	record Http(@Nullable URI url, @DefaultValue("Authorization") String header, @DefaultValue("") String token) {

		/** Ours, and those that only the client may set. */
		private static final String TAKEN = "(?i)content-type|idempotency-key|connection|content-length|expect|host|upgrade";

		/** What is wrong is named by the whole setting. */
		void check(String setting) {
			if (this.url != null && !this.url.toString().isEmpty()) {
				Bounds.web(setting + ".url", this.url);
			}
			Bounds.require(this.header.matches("[A-Za-z0-9-]{1,60}") && !this.header.matches(TAKEN),
					setting + ".header", "the name of a header, and none that is sent anyway", this.header);
			Bounds.require(this.token.matches("[\\x21-\\x7e]*"), setting + ".token",
					"characters of ASCII without white space", "this one");
		}

		/** Without the token. */
		@Override
		public String toString() {
			return "Http[" + this.url + "]";
		}

	}

}
