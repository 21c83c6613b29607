package cinema.auth.email;

import cinema.auth.role.PlantedEmail;

/** Breaks the rule that an address knows nothing of who has it. */
public record PlantedAccount(PlantedEmail back) {
}
