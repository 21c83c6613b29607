package cinema.worker.email;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.provider.DayCounts;
import cinema.worker.provider.Provider;
import cinema.worker.provider.ProviderHealth;
import cinema.worker.provider.ProviderTurn;
import cinema.worker.provider.SendLimit;
import cinema.worker.provider.Shares;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.mail.Session;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The mail servers that letters go to: the one of {@code spring.mail}, or several. */
@Component
class SmtpProviders {

	private final List<SmtpProvider> all;

	/** Whether it is the one of {@code spring.mail}. */
	private final boolean plain;

	private final Session ascii;

	private final Session national;

	SmtpProviders(JavaMailSenderImpl mail, EmailProperties properties, DayCounts days, MeterRegistry meters,
			Clock clock) {
		this.ascii = session(mail.getJavaMailProperties(), false);
		this.national = session(mail.getJavaMailProperties(), true);
		this.plain = properties.providers().isEmpty();
		this.all = this.plain
				? List.of(provider(SmtpProvider.MAIN, SmtpServer.of(mail), unlimited(properties), properties, days,
						meters, clock))
				: properties.providers()
					.entrySet()
					.stream()
					.sorted(Map.Entry.comparingByKey())
					.map((one) -> provider(one.getKey(), SmtpServer.of(one.getValue(), mail.getJavaMailProperties()),
							one.getValue(), properties, days, meters, clock))
					.toList();
		ChannelStanding.show(Channel.EMAIL, (urgency) -> Provider.allRefuse(this.all, urgency), meters);
	}

	private static ProviderProperties unlimited(EmailProperties properties) {
		return new ProviderProperties(null, null, null, null, ProviderProperties.Security.NONE, 1,
				EnumSet.allOf(Urgency.class), properties.connections(), properties.bulkConnections(), 0, 0);
	}

	private static SmtpProvider provider(String name, SmtpServer server, ProviderProperties own,
			EmailProperties properties, DayCounts days, MeterRegistry meters, Clock clock) {
		Integer connections = own.connections();
		Integer bulk = own.bulkConnections();
		SmtpPool pool = new SmtpPool(server, properties, (connections != null) ? connections : properties.connections(),
				(bulk != null) ? bulk : properties.bulkConnections());
		String called = name.equals(SmtpProvider.MAIN) ? Channel.EMAIL.toString() : Channel.EMAIL + " " + name;
		ChannelStanding standing = new ChannelStanding(called, properties.refusals(), clock);
		boolean several = properties.providers().size() > 1;
		ProviderHealth health = new ProviderHealth(called, properties.late(), several, clock);
		health.show(Channel.EMAIL.toString(), name, meters);
		standing.show(Channel.EMAIL, name, own.serves(), meters);
		return new SmtpProvider(name, server, own.weight(), own.serves(), pool, standing, health,
				new SendLimit(name, own.perSecond(), own.perDay(), days, clock), new SmtpMeters(name, pool, meters));
	}

	private static Session session(Properties mail, boolean utf8) {
		Properties properties = new Properties();
		properties.putAll(mail);
		properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
		return Session.getInstance(properties);
	}

	/**
	 * What letters are made with.
	 * @param utf8 whether addresses may be more than ASCII
	 */
	Session session(boolean utf8) {
		return utf8 ? this.national : this.ascii;
	}

	List<SmtpProvider> all() {
		return this.all;
	}

	/** Those that take a posting, its first choice first; one at least. */
	List<SmtpProvider> inOrder(Posting posting) {
		if (this.all.size() == 1) {
			return this.all;
		}
		List<SmtpProvider> some = new ArrayList<>(this.all);
		some.removeIf((one) -> !one.takes(posting.urgency()));
		return Shares.order(some, posting.id(), SmtpProvider::name, SmtpProvider::weight);
	}

	ProviderTurn<SmtpProvider> turn(Posting posting, Clock clock) {
		return new ProviderTurn<>(inOrder(posting), areSeveral(), "the mail server", posting.urgency(), 1, clock);
	}

	/** Who took a letter is told where there are several. */
	boolean areSeveral() {
		return this.all.size() > 1;
	}

	/**
	 * Takes the seats of a whole part where there is one provider and no limit.
	 * @param most for so long it waits, in nanoseconds
	 */
	boolean sitTogether(Urgency urgency, int letters, long most) {
		try {
			return this.plain && this.all.get(0).pool().sitsTogether(urgency, letters, most);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@PreDestroy
	void close() {
		for (SmtpProvider one : this.all) {
			one.pool().close();
			one.limit().close();
		}
	}

}
