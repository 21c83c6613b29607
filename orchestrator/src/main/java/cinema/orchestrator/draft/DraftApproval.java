package cinema.orchestrator.draft;

import cinema.orchestrator.announcement.DirectOrders;
import cinema.orchestrator.audience.AudienceCount;
import cinema.platform.audit.Actor;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Which mailings somebody else has to approve, however they are ordered. */
@Component
class DraftApproval implements DirectOrders {

	private static final Logger logger = LoggerFactory.getLogger(DraftApproval.class);

	private static final String PROGRAM = "service ";

	private static final String APPROVE = "SCOPE_mailings:approve";

	private final AudienceCount audience;

	private final DraftProperties properties;

	DraftApproval(AudienceCount audience, DraftProperties properties) {
		this.audience = audience;
		this.properties = properties;
	}

	/** How many these are, or null where nobody can count them. */
	@Nullable Long count(String receivers) {
		try {
			return this.audience.of(receivers);
		}
		catch (RuntimeException ex) {
			logger.info("An audience cannot be counted: {}", ex.getMessage());
			return null;
		}
	}

	/** Whether somebody has to approve a mailing to so many. */
	boolean isNeeded(@Nullable Long receivers) {
		return receivers == null || receivers >= this.properties.approvalFrom();
	}

	@Override
	public void require(String receivers, String field) {
		RefusedException.unless(Actor.now().name().startsWith(PROGRAM) || mayApprove() || !isNeeded(count(receivers)),
				HttpStatus.FORBIDDEN, field, "are " + this.properties.approvalFrom()
						+ " or more, or cannot be counted: plan it as a draft, somebody else has to approve it");
	}

	private static boolean mayApprove() {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		return caller != null && caller.getAuthorities().stream().anyMatch((one) -> APPROVE.equals(one.getAuthority()));
	}

}
