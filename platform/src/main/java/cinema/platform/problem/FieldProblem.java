package cinema.platform.problem;

/** One thing that is wrong with a request: which field, and why. */
public record FieldProblem(String field, String reason) {
}
