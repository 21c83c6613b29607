package cinema.orchestrator.template;

import org.springframework.data.jpa.repository.JpaRepository;

/** Which versions are sent. */
interface PublishedTemplateRepository extends JpaRepository<PublishedTemplate, String> {

}
