package cinema.auth.role;

import cinema.auth.email.PlantedAccount;

/** Closes a circle. */
public record PlantedEmail(PlantedAccount back) {
}
