package cinema.orchestrator.setting;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.context.ContextClient;
import cinema.orchestrator.queue.QueueDepths;
import cinema.orchestrator.setting.SettingsSeen.CapSeen;
import cinema.orchestrator.setting.SettingsSeen.PartSeen;
import cinema.orchestrator.setting.SettingsSeen.Versions;
import cinema.orchestrator.setting.SettingsSeen.Zones;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks at all that staff may know of the settings, at once and not for long. */
@Component
public class Settings {

	/** What stands on its own feet, or tells staff nothing. */
	private static final List<String> OURS = List.of("diskSpace", "livenessState", "ping", "readinessState", "ssl");

	private final Catalogue catalogue;

	private final ContextClient services;

	private final HealthEndpoint health;

	private final QueueDepths queues;

	private final JdbcClient jdbc;

	private final MeterRegistry meters;

	private final Questions questions;

	Settings(Catalogue catalogue, ContextClient services, HealthEndpoint health, QueueDepths queues, JdbcClient jdbc,
			MeterRegistry meters, Questions questions) {
		this.catalogue = catalogue;
		this.services = services;
		this.health = health;
		this.queues = queues;
		this.jdbc = jdbc;
		this.meters = meters;
		this.questions = questions;
	}

	/**
	 * As they are now; whoever does not answer in some seconds is left out, and said so.
	 */
	public SettingsSeen look() {
		Future<Map<String, HealthDescriptor>> parts = this.questions.ask(this::parts);
		Map<String, Future<Integer>> asked = new LinkedHashMap<>();
		this.services.services()
			.forEach((name, place) -> asked.put(name, this.questions.ask(() -> this.services.touch(name))));
		Future<QueueDepths.Broker> broker = this.questions.ask(this.queues::look);
		Future<String> database = this.questions
			.ask(() -> this.jdbc.sql("show server_version").query(String.class).single());
		Map<String, HealthDescriptor> known = Questions.answer(parts).orElse(Map.of());
		QueueDepths.Broker queues = Questions.answer(broker).orElse(null);
		return new SettingsSeen(caps(), seen(known), reached(asked), (queues != null) ? queues.queues() : null,
				versions(known, queues, Questions.answer(database).orElse(null)), zones());
	}

	private List<CapSeen> caps() {
		return this.catalogue.classes()
			.all()
			.entrySet()
			.stream()
			.map((one) -> new CapSeen(one.getKey(), "cinema.catalogue.caps." + one.getKey(),
					one.getValue().channels().stream().map(Object::toString).toList(), one.getValue().letters(),
					one.getValue().window().toString()))
			.toList();
	}

	private Map<String, HealthDescriptor> parts() {
		Map<String, HealthDescriptor> components = (this.health.health() instanceof CompositeHealthDescriptor all)
				? all.getComponents() : null;
		return (components != null) ? components : Map.of();
	}

	private static List<PartSeen> seen(Map<String, HealthDescriptor> parts) {
		return parts.entrySet()
			.stream()
			.filter((one) -> !OURS.contains(one.getKey()))
			.map((one) -> new PartSeen(one.getKey(), null, one.getValue().getStatus().equals(Status.UP),
					one.getValue().getStatus().getCode()))
			.toList();
	}

	private List<PartSeen> reached(Map<String, Future<Integer>> asked) {
		Map<String, String> places = this.services.services();
		return asked.entrySet().stream().map((one) -> {
			String silent = Questions.silence(one.getValue());
			return new PartSeen(one.getKey(), places.get(one.getKey()), silent == null, silent);
		}).toList();
	}

	private static Versions versions(Map<String, HealthDescriptor> parts, QueueDepths.@Nullable Broker broker,
			@Nullable String database) {
		Object temporal = (parts.get("temporal") instanceof IndicatedHealthDescriptor health)
				? health.getDetails().get("version") : null;
		return new Versions(Settings.class.getPackage().getImplementationVersion(),
				ManagementFactory.getRuntimeMXBean().getVmVersion(), SpringBootVersion.getVersion(),
				(temporal != null) ? temporal.toString() : null, database, (broker != null) ? broker.version() : null);
	}

	private Zones zones() {
		Gauge jdk = this.meters.find("cinema.tzdata.info").gauge();
		double differing = Optional.ofNullable(this.meters.find("cinema.tzdata.differing").gauge())
			.map(Gauge::value)
			.orElse(Double.NaN);
		return new Zones((jdk != null) ? jdk.getId().getTag("version") : null,
				Double.isNaN(differing) ? null : (int) differing);
	}

}
