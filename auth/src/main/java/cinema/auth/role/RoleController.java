package cinema.auth.role;

import java.util.List;
import java.util.UUID;

import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles, for admins. */
@RestController
class RoleController {

	private final Roles roles;

	RoleController(Roles roles) {
		this.roles = roles;
	}

	@GetMapping({ "/api/v1/roles", "/api/v1/roles/" })
	RoleList list() {
		return new RoleList(this.roles.all());
	}

	@PostMapping({ "/api/v1/roles", "/api/v1/roles/" })
	@ResponseStatus(HttpStatus.CREATED)
	Role create(@Valid @RequestBody RoleRequest request) {
		return this.roles
			.create(request.name(), (request.description() != null) ? request.description() : "",
					(request.scopes() != null) ? request.scopes() : List.of())
			.orElseThrow(RoleController::taken);
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
		if (role.builtIn() && !name.equals(role.name())) {
			throw new RefusedException(HttpStatus.CONFLICT, "name", "The cinema needs this role by its name.");
		}
		boolean changed = this.roles.change(id, name,
				(change.description() != null) ? change.description() : role.description(),
				(change.scopes() != null) ? change.scopes() : role.scopes());
		if (!changed) {
			throw taken();
		}
		return read(id);
	}

	@DeleteMapping({ "/api/v1/roles/{id}", "/api/v1/roles/{id}/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable UUID id) {
		if (read(id).builtIn()) {
			throw new RefusedException(HttpStatus.CONFLICT, "id", "The cinema needs this role.");
		}
		this.roles.delete(id);
	}

	private static RefusedException taken() {
		return new RefusedException(HttpStatus.CONFLICT, "name", "is taken");
	}

}
