package cinema.auth.directory;

import java.util.UUID;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.role.Roles;
import cinema.auth.token.Families;
import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What admins do to accounts. */
@Component
class UserEdits {

	private final UserRepository users;

	private final Families families;

	private final Roles roles;

	UserEdits(UserRepository users, Families families, Roles roles) {
		this.users = users;
		this.families = families;
		this.roles = roles;
	}

	/** Changes a user; one who is deactivated is signed out everywhere. */
	@Transactional
	public void apply(UUID id, UserEdit edit) {
		User user = this.users.findById(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such user."));
		user.change(edit.firstName(), edit.lastName(), edit.timeZone(), edit.locale(), edit.phone(),
				edit.emailNotifications());
		if (edit.isActive() != null) {
			activate(user, edit.isActive());
		}
		this.users.flush();
	}

	private void activate(User user, boolean active) {
		boolean isAdmin = this.roles.grantsOf(user.id()).roles().contains(Roles.ADMIN);
		if (!active && isAdmin && !this.roles.isAdminBesides(user.id())) {
			throw new RefusedException(HttpStatus.CONFLICT, "is_active", "Somebody has to stay admin.");
		}
		user.activate(active);
		if (!active) {
			this.families.endAll(user.id(), "deactivated");
		}
	}

}
