package city.hotline.chaos;

import city.hotline.chaos.stage.Ground;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run.
 *
 * @param seed of everything that chance decides
 * @param fault what is done; nothing named: some of everything
 * @param nodes how many nodes
 * @param durability the class asked for; nothing named: the grid's own choice
 * @param seconds from when the grid serves until the last fault is over
 * @param patienceSeconds how long people may take to finish, and then the copies to come to rest
 * @param folder where data, logs and evidence go
 * @param firstPort free ports are looked for from here on
 * @param java the command line of a node up to, and without, "node"
 * @param ground what the nodes stand on
 */
public record RunPlan(
    long seed,
    @Nullable FaultKind fault,
    int nodes,
    @Nullable String durability,
    int seconds,
    int patienceSeconds,
    Path folder,
    int firstPort,
    List<String> java,
    Ground ground) {

  /** "kill-all", or "mixed". */
  public String faultName() {
    return fault == null ? "mixed" : fault.text();
  }

  List<String> nodeOptions() {
    return durability == null || durability.equals("local")
        ? List.of()
        : List.of("--durability", durability);
  }
}
