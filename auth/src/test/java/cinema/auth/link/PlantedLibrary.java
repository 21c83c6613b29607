package cinema.auth.link;

import com.tngtech.archunit.core.domain.JavaClasses;

/** Breaks the rule that a library is used only where it is allowed. */
public record PlantedLibrary(JavaClasses classes) {
}
