package cinema.auth.role;

import java.util.Optional;
import java.util.UUID;

import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The roles of one user, for admins. */
@RestController
class UserRoleController {

	private final Roles roles;

	UserRoleController(Roles roles) {
		this.roles = roles;
	}

	@GetMapping({ "/api/v1/users/{id}/roles", "/api/v1/users/{id}/roles/" })
	RoleList list(@PathVariable UUID id) {
		if (!this.roles.isUser(id)) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such user.");
		}
		return new RoleList(this.roles.of(id));
	}

	@PostMapping({ "/api/v1/users/{id}/roles", "/api/v1/users/{id}/roles/" })
	RoleList give(@PathVariable UUID id, @Valid @RequestBody RoleGrant grant) {
		list(id);
		this.roles.give(id, find(grant.role(), grant.roleId()).name());
		return list(id);
	}

	/** The role stands in the body or in the query. */
	@DeleteMapping({ "/api/v1/users/{id}/roles", "/api/v1/users/{id}/roles/" })
	RoleList take(@PathVariable UUID id, @RequestParam(required = false) @Nullable String role,
			@RequestParam(name = "role_id", required = false) @Nullable UUID roleId,
			@Valid @RequestBody(required = false) @Nullable RoleGrant grant) {
		list(id);
		Role taken = (grant != null) ? find(grant.role(), grant.roleId()) : find(role, roleId);
		if (taken.name().equals(Roles.ADMIN) && !this.roles.isAdminBesides(id)) {
			throw new RefusedException(HttpStatus.CONFLICT, "role", "Somebody has to stay admin.");
		}
		this.roles.take(id, taken.id());
		return list(id);
	}

	private Role find(@Nullable String name, @Nullable UUID roleId) {
		if (name == null && roleId == null) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "role", "is missing");
		}
		boolean readable = name == null || name.indexOf('\0') < 0;
		Optional<Role> role = (roleId != null) ? this.roles.find(roleId)
				: (readable && name != null) ? this.roles.find(name) : Optional.empty();
		return role.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, (roleId != null) ? "role_id" : "role",
				"There is no such role."));
	}

}
