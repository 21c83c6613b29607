package cinema.auth.role;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import cinema.auth.role.Roles.Role;
import cinema.platform.audit.Audit;
import cinema.platform.audit.Audit.Act;
import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles, and who has them, for admins. */
@RestController
class RoleController {

	private static final String SCOPE = "^((users|links|notifications|mailings|letters|templates|dead-letters|audit)"
			+ ":(read|write)|mailings:approve|templates:publish)$";

	private final Roles roles;

	private final Audit audit;

	RoleController(Roles roles, Audit audit) {
		this.roles = roles;
		this.audit = audit;
	}

	@GetMapping({ "/api/v1/roles", "/api/v1/roles/" })
	RoleList list() {
		return new RoleList(this.roles.all());
	}

	@PostMapping({ "/api/v1/roles", "/api/v1/roles/" })
	@ResponseStatus(HttpStatus.CREATED)
	Role create(@Valid @RequestBody RoleRequest request) {
		return doing("role created", "role " + request.name(), null, request,
				() -> this.roles
					.create(request.name(), (request.description() != null) ? request.description() : "",
							(request.scopes() != null) ? request.scopes() : List.of())
					.orElseThrow(RoleController::taken));
	}

	@GetMapping({ "/api/v1/roles/{id}", "/api/v1/roles/{id}/" })
	Role read(@PathVariable UUID id) {
		return this.roles.find(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such role."));
	}

	@PutMapping({ "/api/v1/roles/{id}", "/api/v1/roles/{id}/" })
	Role replace(@PathVariable UUID id, @Valid @RequestBody RoleRequest request) {
		return change(id, new RoleChange(request.name(), (request.description() != null) ? request.description() : "",
				(request.scopes() != null) ? request.scopes() : List.of()));
	}

	@PatchMapping({ "/api/v1/roles/{id}", "/api/v1/roles/{id}/" })
	Role change(@PathVariable UUID id, @Valid @RequestBody RoleChange change) {
		Role role = read(id);
		String name = (change.name() != null) ? change.name() : role.name();
		RefusedException.unless(!role.builtIn() || name.equals(role.name()), HttpStatus.CONFLICT, "name",
				"The cinema needs this role by its name.");
		return doing("role changed", "role " + role.name(), role, change, () -> {
			boolean changed = this.roles.change(id, name,
					(change.description() != null) ? change.description() : role.description(),
					(change.scopes() != null) ? change.scopes() : role.scopes());
			if (!changed) {
				throw taken();
			}
			return read(id);
		});
	}

	@DeleteMapping({ "/api/v1/roles/{id}", "/api/v1/roles/{id}/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable UUID id) {
		Role role = read(id);
		RefusedException.unless(!role.builtIn(), HttpStatus.CONFLICT, "id", "The cinema needs this role.");
		doing("role deleted", "role " + role.name(), role, null, () -> {
			this.roles.delete(id);
			return role;
		});
	}

	private <T> T doing(String act, String target, @Nullable Object before, @Nullable Object after, Supplier<T> work) {
		return this.audit.doing(new Act(act, target, null, before, after), work);
	}

	private static RefusedException taken() {
		return new RefusedException(HttpStatus.CONFLICT, "name", "is taken");
	}

	@GetMapping({ "/api/v1/users/{id}/roles", "/api/v1/users/{id}/roles/" })
	RoleList listOf(@PathVariable UUID id) {
		RefusedException.unless(this.roles.isUser(id), HttpStatus.NOT_FOUND, "id", "There is no such user.");
		return new RoleList(this.roles.of(id));
	}

	@PostMapping({ "/api/v1/users/{id}/roles", "/api/v1/users/{id}/roles/" })
	RoleList give(@PathVariable UUID id, @Valid @RequestBody RoleGrant grant) {
		listOf(id);
		Role given = granted(grant.role(), grant.roleId());
		RefusedException.unless(this.roles.mayHave(id, given.name()), HttpStatus.CONFLICT, "role",
				"needs a second factor, which the user has to set up first");
		return this.audit.doing("role given", "user " + id, given.name(), () -> {
			this.roles.give(id, given.name());
			return listOf(id);
		});
	}

	/** The role stands in the body or in the query. */
	@DeleteMapping({ "/api/v1/users/{id}/roles", "/api/v1/users/{id}/roles/" })
	RoleList take(@PathVariable UUID id, @RequestParam(required = false) @Nullable String role,
			@RequestParam(name = "role_id", required = false) @Nullable UUID roleId,
			@Valid @RequestBody(required = false) @Nullable RoleGrant grant) {
		listOf(id);
		Role taken = (grant != null) ? granted(grant.role(), grant.roleId()) : granted(role, roleId);
		return this.audit.doing("role taken", "user " + id, taken.name(), () -> {
			this.roles.take(id, taken);
			return listOf(id);
		});
	}

	private Role granted(@Nullable String name, @Nullable UUID roleId) {
		RefusedException.unless(name != null || roleId != null, "role", "is missing");
		Optional<Role> role = (roleId != null) ? this.roles.find(roleId) : this.roles.find(String.valueOf(name));
		return role.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, (roleId != null) ? "role_id" : "role",
				"There is no such role."));
	}

	/** A role as staff describe it. */
	record RoleRequest(
			@NotNull @Pattern(regexp = "^[a-z][a-z0-9_-]{1,63}$",
					message = "has to be 2 to 64 small letters, digits, - or _") String name,
			@Size(max = 500) @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
					message = "contains control characters") @Nullable String description,
			@Size(max = 50, message = "names more than 50") @Nullable List<@NotNull @Pattern(regexp = SCOPE,
					message = "has to be a scope, for example mailings:read") String> scopes) {
	}

	/** What changes of a role; what is left out stays. */
	record RoleChange(
			@Pattern(regexp = "^[a-z][a-z0-9_-]{1,63}$",
					message = "has to be 2 to 64 small letters, digits, - or _") @Nullable String name,
			@Size(max = 500) @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
					message = "contains control characters") @Nullable String description,
			@Size(max = 50, message = "names more than 50") @Nullable List<@NotNull @Pattern(regexp = SCOPE,
					message = "has to be a scope, for example mailings:read") String> scopes) {
	}

	/** Roles in the order of their names. */
	record RoleList(List<Role> items) {
	}

	/** A role by its name or by its id. */
	record RoleGrant(@Pattern(regexp = "^[a-z][a-z0-9_-]{1,63}$",
			message = "has to be the name of a role") @Nullable String role, @Nullable UUID roleId) {
	}

}
