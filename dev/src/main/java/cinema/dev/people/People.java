package cinema.dev.people;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.stack.Person;
import tools.jackson.databind.JsonNode;

/**
 * A first admin and an account for each role of staff: made once by the REST of auth, as
 * the cinema itself would, and kept with their passwords among the secrets.
 */
public final class People {

	/**
	 * The roles of the admin, which are built in, by the beginning of their addresses.
	 */
	private static final List<String> ROLES = List.of("manager", "approver", "template_editor", "support");

	private final RunFolder folder;

	private final Map<String, String> environment;

	/**
	 * People of a stack.
	 * @param environment the caller's
	 */
	public People(RunFolder folder, Map<String, String> environment) {
		this.folder = folder;
		this.environment = environment;
	}

	/**
	 * Makes those who are not there yet.
	 * @param auth the base URL of auth
	 * @return role to person
	 * @throws StackException when the database knows the admin by another password
	 */
	public Map<String, Person> make(String auth) throws IOException, InterruptedException {
		Map<String, Person> people = new LinkedHashMap<>();
		people.put("admin", Person.admin(this.folder, this.environment));
		for (String role : ROLES) {
			people.put(role,
					new Person(role.replace('_', '-') + "@cinema.example", this.folder.secret("person-" + role)));
		}
		if (!this.folder.has("staff-made")) {
			make(new AuthClient(auth), people);
			this.folder.secret("staff-made");
		}
		return people;
	}

	private static void make(AuthClient auth, Map<String, Person> people) throws IOException, InterruptedException {
		Person admin = people.get("admin");
		if (admin == null || !auth.signIn(admin)) {
			throw new StackException("auth has an admin already, whose password is not known here; so nobody is made");
		}
		for (Map.Entry<String, Person> one : people.entrySet()) {
			JsonNode user = auth.findOrSignUp(one.getValue(), one.getKey(), whereItIsDay());
			if (!one.getKey().equals("admin")) {
				auth.giveRole(user, one.getKey());
			}
			// Staff is no audience of mailings.
			auth.turnMailings(user, false);
		}
	}

	/**
	 * Welcome letters respect the night, and should not come at some odd moment later.
	 */
	public static String whereItIsDay() {
		return List.of("Europe/Moscow", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "America/Los_Angeles")
			.stream()
			.filter((zone) -> {
				int hour = Instant.now().atZone(ZoneId.of(zone)).getHour();
				return hour >= 9 && hour < 21;
			})
			.findFirst()
			.orElse("UTC");
	}

}
