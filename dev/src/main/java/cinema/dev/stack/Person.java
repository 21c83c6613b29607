package cinema.dev.stack;

import java.util.Map;

import cinema.dev.machine.RunFolder;

/** Somebody with an account, for whoever tries things on a laptop. */
public record Person(String email, String password) {

	/** The first admin of auth: whom the caller names, else one of ours. */
	public static Person admin(RunFolder folder, Map<String, String> environment) {
		return new Person(environment.getOrDefault("CINEMA_ADMIN_EMAIL", "admin@cinema.example"),
				environment.getOrDefault("CINEMA_ADMIN_PASSWORD", folder.secret("person-admin")));
	}

	/** Without the password. */
	@Override
	public String toString() {
		return this.email;
	}

}
