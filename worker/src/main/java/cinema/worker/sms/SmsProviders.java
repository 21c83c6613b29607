package cinema.worker.sms;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.provider.DayCounts;
import cinema.worker.provider.Provider;
import cinema.worker.provider.ProviderHealth;
import cinema.worker.provider.SendLimit;
import cinema.worker.provider.Shares;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Those that take messages: one, or several. */
class SmsProviders implements AutoCloseable {

	private final List<SmsProvider> all;

	SmsProviders(List<SmsProvider> all, MeterRegistry meters) {
		this.all = all;
		ChannelStanding.show(Channel.SMS, (urgency) -> Provider.allRefuse(all, urgency), meters);
		if (areSeveral()) {
			all.forEach((one) -> {
				one.standing().show(Channel.SMS, one.name(), one.serves(), meters);
				one.health().show(Channel.SMS.toString(), one.name(), meters);
			});
		}
	}

	/** By what the settings say. */
	static SmsProviders of(SmsProperties properties, SmsReports reports, DayCounts days, MeterRegistry meters,
			Clock clock) {
		Map<String, SmsProviderProperties> settings = properties.all();
		return new SmsProviders(settings.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((one) -> provider(one.getKey(), one.getValue(), properties,
					gateway(one.getKey(), one.getValue(), properties, reports, clock), settings.size() > 1, days,
					clock))
			.toList(), meters);
	}

	static SmsProvider provider(String name, SmsProviderProperties own, SmsProperties properties, SmsGateway gateway,
			boolean hasOthers, DayCounts days, Clock clock) {
		String called = hasOthers ? Channel.SMS + " " + name : Channel.SMS.toString();
		Integer window = own.window();
		return new SmsProvider(name, gateway, own.weight(), own.serves(), own.countries(),
				new SmsWindow((window != null) ? window : properties.window()),
				new ChannelStanding(called, properties.refusals(), clock),
				new ProviderHealth(called, properties.late(), hasOthers, clock),
				new SendLimit(Channel.SMS + ":" + name, own.perSecond(), own.perDay(), days, clock));
	}

	private static SmsGateway gateway(String name, SmsProviderProperties own, SmsProperties properties,
			SmsReports reports, Clock clock) {
		String sender = (own.sender() != null) ? own.sender() : properties.sender();
		return own.isSmpp() ? new SmppGateway(name, own, sender, properties, reports, clock)
				: new HttpGateway(name, own.http(), sender, properties.timeout(), reports, clock);
	}

	List<SmsProvider> all() {
		return this.all;
	}

	/** Those that take a posting, its first choice first; perhaps none. */
	List<SmsProvider> inOrder(Posting posting) {
		List<SmsProvider> some = this.all.stream()
			.filter((one) -> one.takes(posting.urgency()) && one.reaches(posting.receiver().address()))
			.toList();
		return Shares.order(some, posting.id(), SmsProvider::name, SmsProvider::weight);
	}

	/** Who called a part so, or null where that is none of these any more. */
	@Nullable SmsProvider whoCalled(String reference) {
		return this.all.stream()
			.filter((one) -> !one.name().equals(SmsProvider.DEFAULT)
					&& reference.startsWith(SmsProvider.prefix(one.name())))
			.findFirst()
			.orElseGet(() -> this.all.stream()
				.filter((one) -> one.name().equals(SmsProvider.DEFAULT))
				.findFirst()
				.orElse(null));
	}

	/** Who took a message is told where there are several. */
	boolean areSeveral() {
		return this.all.size() > 1;
	}

	/** Whether one is there for each urgency. */
	boolean areThere() {
		return Stream.of(Urgency.values())
			.allMatch((urgency) -> this.all.stream().anyMatch((one) -> one.takes(urgency) && one.trouble() == null));
	}

	@Override
	public void close() {
		for (SmsProvider one : this.all) {
			one.gateway().close();
			one.limit().close();
		}
	}

}
