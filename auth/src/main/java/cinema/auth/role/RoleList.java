package cinema.auth.role;

import java.util.List;

/** Roles in the order of their names. */
record RoleList(List<Role> items) {
}
