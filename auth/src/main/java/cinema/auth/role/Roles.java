package cinema.auth.role;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Roles, and who has them. */
@Component
public class Roles {

	/** The role that may do everything. */
	public static final String ADMIN = "admin";

	private static final String COLUMNS = "select r.id, r.name, r.description, r.scopes, r.built_in from roles r ";

	private final JdbcClient jdbc;

	private final RoleProperties properties;

	private final Clock clock;

	Roles(JdbcClient jdbc, RoleProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * What a person may do now; a role that needs a second factor counts only with one.
	 */
	public Grants grantsOf(UUID userId) {
		Set<String> names = new LinkedHashSet<>();
		Set<String> scopes = new TreeSet<>();
		boolean all = !needSecondFactor() || hasSecondFactor(userId);
		of(userId).stream()
			.filter((role) -> all || !this.properties.secondFactorFor().contains(role.name()))
			.forEach((role) -> {
				names.add(role.name());
				scopes.addAll(role.scopes());
			});
		return new Grants(names, scopes);
	}

	/**
	 * Whether a person may be given a role: before they have the second factor that it
	 * needs, whoever knows their password could set one up and have the role.
	 */
	boolean mayHave(UUID userId, String name) {
		return !this.properties.secondFactorFor().contains(name) || hasSecondFactor(userId);
	}

	/** Whether there is any role that needs a second factor. */
	public boolean needSecondFactor() {
		return !this.properties.secondFactorFor().isEmpty();
	}

	private boolean hasSecondFactor(UUID userId) {
		return this.jdbc
			.sql("select exists (select 1 from second_factors where user_id = ? and confirmed_at is not null)")
			.param(userId)
			.query(Boolean.class)
			.single();
	}

	List<Role> all() {
		return this.jdbc.sql(COLUMNS + "order by r.name").query(Roles::role).list();
	}

	List<Role> of(UUID userId) {
		return this.jdbc.sql(COLUMNS + "join user_roles u on u.role_id = r.id where u.user_id = ? order by r.name")
			.param(userId)
			.query(Roles::role)
			.list();
	}

	Optional<Role> find(UUID id) {
		return this.jdbc.sql(COLUMNS + "where r.id = ?").param(id).query(Roles::role).optional();
	}

	Optional<Role> find(String name) {
		return this.jdbc.sql(COLUMNS + "where r.name = ?").param(name).query(Roles::role).optional();
	}

	/** Makes a role; empty when the name is taken. */
	Optional<Role> create(String name, String description, List<String> scopes) {
		UUID id = UUID.randomUUID();
		int made = this.jdbc.sql("""
				insert into roles (id, name, description, scopes, built_in, created_at) values (?, ?, ?, ?, false, ?)
				on conflict (name) do nothing
				""")
			.params(id, name, description, scopes.toArray(String[]::new), Timestamp.from(this.clock.instant()))
			.update();
		return (made == 1) ? find(id) : Optional.empty();
	}

	/** Changes a role; false when the name is taken. */
	@Transactional
	boolean change(UUID id, String name, String description, List<String> scopes) {
		return this.jdbc.sql("""
				update roles set name = ?, description = ?, scopes = ?
				 where id = ? and not exists (select 1 from roles where name = ? and id <> ?)
				""").params(name, description, scopes.toArray(String[]::new), id, name, id).update() == 1;
	}

	void delete(UUID id) {
		this.jdbc.sql("delete from roles where id = ? and not built_in").param(id).update();
	}

	/** Gives a role; to give it twice is fine. */
	public void give(UUID userId, String name) {
		this.jdbc.sql("""
				insert into user_roles (user_id, role_id)
				select u.id, r.id from users u, roles r where u.id = ? and r.name = ? on conflict do nothing
				""").params(userId, name).update();
	}

	/** Takes a role, the last admin's excepted. */
	@Transactional
	void take(UUID userId, Role role) {
		if (role.name().equals(ADMIN)) {
			requireAdminBesides(userId, "role");
		}
		this.jdbc.sql("delete from user_roles where user_id = ? and role_id = ?").params(userId, role.id()).update();
	}

	boolean isUser(UUID userId) {
		return this.jdbc.sql("select count(*) from users where id = ?").param(userId).query(Long.class).single() == 1;
	}

	/** Whether anybody besides this one could still administer. */
	public boolean isAdminBesides(UUID userId) {
		return this.jdbc
			.sql("""
					select exists (select 1 from user_roles ur join roles r on r.id = ur.role_id join users u on u.id = ur.user_id
					                where r.name = ? and u.is_active and u.id <> ?)
					""")
			.params(ADMIN, userId)
			.query(Boolean.class)
			.single();
	}

	/**
	 * One transaction at a time changes who administers: two who leave at once would each
	 * count on the other.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lockAdmins() {
		this.jdbc.sql("select pg_advisory_xact_lock(7202)").query((row) -> {
		});
	}

	/**
	 * Goes on only when the user is no admin, or somebody else could administer; this
	 * stays so until the transaction ends.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void requireAdminBesides(UUID userId, String field) {
		lockAdmins();
		RefusedException.unless(
				of(userId).stream().noneMatch((role) -> role.name().equals(ADMIN)) || isAdminBesides(userId),
				HttpStatus.CONFLICT, field, "Somebody has to stay admin.");
	}

	private static Role role(ResultSet row, int number) throws SQLException {
		Array scopes = row.getArray("scopes");
		return new Role(row.getObject("id", UUID.class), row.getString("name"), row.getString("description"),
				List.of((String[]) scopes.getArray()), row.getBoolean("built_in"));
	}

	/** The roles of a person, and the scopes that come with them. */
	public record Grants(Set<String> roles, Set<String> scopes) {
	}

	/**
	 * A named set of scopes.
	 *
	 * @param builtIn whether the cinema needs it, so that nobody renames or deletes it
	 */
	record Role(UUID id, String name, String description, List<String> scopes, boolean builtIn) {
	}

}
