package cinema.orchestrator.template;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The versions. */
interface TemplateVersionRepository extends JpaRepository<TemplateVersion, UUID> {

	Optional<TemplateVersion> findByNameAndNumber(String name, int number);

	/** The newest first. */
	List<TemplateVersion> findTop100ByNameOrderByNumberDesc(String name);

	@Query("select coalesce(max(v.number), 0) from TemplateVersion v where v.name = :name")
	int newest(String name);

	@Query("select v.name as name, max(v.number) as number from TemplateVersion v group by v.name")
	List<Newest> newest();

	/** The newest version of a template. */
	interface Newest {

		String getName();

		int getNumber();

	}

}
