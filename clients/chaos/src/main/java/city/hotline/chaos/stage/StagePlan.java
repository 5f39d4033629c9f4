package city.hotline.chaos.stage;

import java.nio.file.Path;
import java.util.List;

/**
 * How to set up a grid of processes.
 *
 * @param folder for data and logs
 * @param nodes how many
 * @param firstPort three free ports for each node are looked for from here on
 * @param java the command line up to, and without, the command "node"
 * @param nodeOptions further options of each node
 * @param ground what they stand on
 */
public record StagePlan(
    Path folder,
    int nodes,
    int firstPort,
    List<String> java,
    List<String> nodeOptions,
    Ground ground) {}
