package cinema.worker.sms;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * One of several that take messages; either its {@code smpp.host} or its {@code http.url}
 * is given.
 *
 * @param smpp a message centre
 * @param http a provider by HTTP
 * @param sender whom its messages come from; {@code cinema.sms.sender} if nothing is said
 * @param weight its share beside the others' of all that it is for; with 0 it is left
 * alone
 * @param serves urgencies that it is for; all of them if nothing is said
 * @param countries how numbers begin that it is for, as {@code cinema.sms.countries}
 * writes them; all of those if nothing is said
 * @param window how many messages may wait for its answer at the same time;
 * {@code cinema.sms.window} if nothing is said
 * @param perSecond how many parts a second each worker gives it, evenly; 0 for as many as
 * there are
 * @param perDay how many parts a day (UTC) all workers together give it; mailings leave a
 * tenth to others; 0 for as many as there are
 */
record SmsProviderProperties(@DefaultValue SmsProperties.Smpp smpp, @DefaultValue SmsProperties.Http http,
		@Nullable String sender, @DefaultValue("100") int weight, @DefaultValue Set<Urgency> serves,
		@DefaultValue List<String> countries, @Nullable Integer window, @DefaultValue("0") int perSecond,
		@DefaultValue("0") int perDay) {

	SmsProviderProperties {
		serves = serves.isEmpty() ? EnumSet.allOf(Urgency.class) : EnumSet.copyOf(serves);
	}

	/** The only one, for everything. */
	static SmsProviderProperties only(SmsProperties.Smpp smpp, SmsProperties.Http http) {
		return new SmsProviderProperties(smpp, http, null, 1, Set.of(), List.of(), null, 0, 0);
	}

	boolean isSmpp() {
		return StringUtils.hasText(this.smpp.host());
	}

	boolean isHttp() {
		URI url = this.http.url();
		return url != null && !url.toString().isEmpty();
	}

	/** What is wrong is named by the whole setting. */
	void check(String setting, String name, int parts) {
		Bounds.require(name.matches("[a-z0-9][a-z0-9-]{0,29}"), setting,
				"a name of at most 30 small letters, digits and hyphens", name);
		Bounds.require(isSmpp() != isHttp(), setting, "given either smpp.host or http.url",
				isSmpp() ? "both" : "neither");
		this.smpp.check(setting + ".smpp");
		this.http.check(setting + ".http");
		if (this.sender != null) {
			SmsProperties.checkSender(setting + ".sender", this.sender);
		}
		SmsProperties.checkCountries(setting + ".countries", this.countries);
		Bounds.between(setting + ".weight", 0, 1000, this.weight);
		Bounds.between(setting + ".window", 3, 1000, (this.window != null) ? this.window : 3);
		// A message of so many parts is to fit.
		Bounds.require(this.perSecond >= 0 && this.perSecond <= 100_000, setting + ".per-second",
				"between 0 and 100000", this.perSecond);
		Bounds.require(this.perDay == 0 || (this.perDay >= 2 * parts && this.perDay <= 1_000_000_000),
				setting + ".per-day", "0, or at least twice cinema.sms.max-parts (" + parts + ")", this.perDay);
	}

	boolean takes(Urgency urgency) {
		return this.weight > 0 && this.serves.contains(urgency);
	}

	/** Without the token and the password. */
	@Override
	public String toString() {
		return "SmsProviderProperties[" + (isSmpp() ? this.smpp : this.http) + "]";
	}

}
