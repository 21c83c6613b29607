package cinema.orchestrator.announcement;

import java.time.Duration;
import java.util.List;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.queue.QueueProperties;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.Channel;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

@IntegrationTest
class OrderCheckIntegrationTests {

	@Autowired
	private Announcer announcer;

	@Autowired
	private Renderer renderer;

	@Autowired
	private StoredTemplates templates;

	@Test
	void refusesAMailingOnAChannelThatIsOff() {
		OrderCheck check = new OrderCheck(this.announcer, this.renderer, this.templates,
				new QueueProperties(List.of(Channel.EMAIL), Duration.ofSeconds(3), Duration.ofSeconds(3)));
		ObjectNode order = (ObjectNode) JsonMapper.shared().readTree("""
				{"receivers": "http://auth/api/v1/users/", "template": "email/new_movies.md", "delivery_type": "push",
				 "template_context": {"title": "Friday", "movies": []}}""");

		assertThatThrownBy(() -> check.require(order, "mailing.")).isInstanceOf(RefusedException.class)
			.hasMessage("names a channel that is off: push");
	}

}
