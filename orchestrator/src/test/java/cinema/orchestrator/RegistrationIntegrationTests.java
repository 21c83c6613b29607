package cinema.orchestrator;

import java.util.Map;

import cinema.workflows.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import io.temporal.spring.boot.autoconfigure.properties.TemporalProperties;
import io.temporal.spring.boot.autoconfigure.template.WorkersTemplate;
import io.temporal.spring.boot.autoconfigure.template.WorkersTemplate.RegisteredInfo;
import io.temporal.worker.WorkerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class RegistrationIntegrationTests {

	@Autowired
	private WorkersTemplate workers;

	@Autowired
	private TemporalProperties properties;

	@Autowired
	private WorkerFactory factory;

	@Autowired
	private ApplicationContext context;

	@LocalServerPort
	private int port;

	@Test
	void hostsTheWorkflowsOfItsYaml() {
		assertThat(this.properties.getWorkers()).extracting((worker) -> worker.getTaskQueue())
			.containsExactly(TaskQueues.NOTIFICATIONS, TaskQueues.PAGES);
		assertThat(this.properties.getWorkers()).first()
			.satisfies((worker) -> assertThat(worker.getWorkflowClasses()).extracting(Class::getName)
				.containsExactly("cinema.workflows.event.EventWorkflowImpl",
						"cinema.workflows.mailing.MailingWorkflowImpl", "cinema.workflows.page.MailingPageWorkflowImpl",
						"cinema.workflows.schedule.ScheduledMailingWorkflowImpl",
						"cinema.workflows.draft.MailingOrderWorkflowImpl",
						"cinema.workflows.digest.DigestWorkflowImpl"));
		assertThat(registered().getRegisteredWorkflowInfo()).extracting((one) -> one.getClassName())
			.containsExactlyInAnyOrder("cinema.workflows.event.EventWorkflow",
					"cinema.workflows.mailing.MailingWorkflow", "cinema.workflows.page.MailingPageWorkflow",
					"cinema.workflows.schedule.ScheduledMailingWorkflow", "cinema.workflows.draft.MailingOrderWorkflow",
					"cinema.workflows.digest.DigestWorkflow");
	}

	@Test
	void hostsEveryActivityBean() {
		assertThat(this.workers.getRegisteredInfo().get(TaskQueues.PAGES).getRegisteredActivityInfo())
			.extracting((one) -> one.getBeanName())
			.containsExactlyInAnyOrder("mailingActivitiesImpl", "pageActivitiesImpl");
		assertThat(registered().getRegisteredActivityInfo()).extracting((one) -> one.getBeanName())
			.containsExactlyInAnyOrder("planActivitiesImpl", "dispatchActivitiesImpl", "journalActivitiesImpl",
					"mailingActivitiesImpl", "pageActivitiesImpl", "scheduleActivitiesImpl", "draftActivitiesImpl",
					"digestActivitiesImpl");
		assertThat(this.context.getBeansWithAnnotation(ActivityImpl.class)).hasSize(8);
	}

	@Test
	void startsItsWorkers() {
		await().until(this.factory::isStarted);
	}

	@Test
	void showsHealthByNameAndNothingMore() {
		RestClient web = RestClient.create("http://localhost:" + this.port);

		assertThat(web.get().uri("/actuator/health/readiness").retrieve().body(Map.class))
			.containsOnlyKeys("status", "components")
			.extracting("components")
			.asString()
			.contains("db")
			.doesNotContain("details");
		assertThat(web.get().uri("/actuator").retrieve().body(String.class)).doesNotContain("env", "heapdump",
				"metrics");
	}

	private RegisteredInfo registered() {
		assertThat(this.workers.getRegisteredInfo()).containsOnlyKeys(TaskQueues.NOTIFICATIONS, TaskQueues.PAGES);
		return this.workers.getRegisteredInfo().get(TaskQueues.NOTIFICATIONS);
	}

}
