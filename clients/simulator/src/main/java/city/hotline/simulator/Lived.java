package city.hotline.simulator;

/**
 * A life that went well.
 *
 * @param commands that were said, repeats included
 * @param accepted carried out
 * @param refused judged and refused
 * @param repeated answered from memory, as they had been carried out before
 * @param crashes of the owner, after each of which its state was as before
 * @param failOvers to another owner
 * @param recounts of everything
 * @param coverage what was seen how often
 */
public record Lived(
    long commands,
    long accepted,
    long refused,
    long repeated,
    long crashes,
    long failOvers,
    long recounts,
    Coverage coverage) {}
