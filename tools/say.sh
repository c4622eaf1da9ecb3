#!/bin/sh
# What make says, in the language of the system: before glassnet is installed it cannot say it.
#   sh tools/say.sh help|installing|installing-tests|ready|ready-for-tests [FOLDER]
set -eu

folder=${2:-}
case "${GLASSNET_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
    [zZ][hH]*) language=zh ;;
    *) language=en ;;
esac

case "$language $1" in
    "en help") cat <<END
make demo      set up, then watch a small network learn, every number explained
make setup     only set up: $folder with glassnet and what it needs
make test      set up, then lint, types, rules and tests
make proof     the full counts behind the promises (ten minutes)
make lint      ruff: style and format
make types     mypy, strict
make rules     import direction, sizes, catalogues
make messages  take new sentences into the catalogues and compile them
make clean     remove what was built; $folder too
END
    ;;
    "zh help") cat <<END
make demo      准备好一切，然后看一个小网络学习，每个数字都有解释
make setup     只做准备：在 $folder 里装好 glassnet 和所需的包
make test      准备好一切，再做代码检查、类型检查、规则检查和测试
make proof     把各项保证按完整的数量检验一遍（约十分钟）
make lint      ruff：代码风格和格式
make types     mypy 严格模式
make rules     导入方向、文件大小、译文目录
make messages  把新句子收进译文目录并编译
make clean     删除生成的文件，包括 $folder
END
    ;;
    "en installing") echo "Installing glassnet into $folder …" ;;
    "zh installing") echo "正在把 glassnet 装进 $folder……" ;;
    "en installing-tests") echo "Installing the tools for tests into $folder …" ;;
    "zh installing-tests") echo "正在把测试工具装进 $folder……" ;;
    "en ready") echo "glassnet is ready: $folder/glassnet --help" ;;
    "zh ready") echo "glassnet 已就绪：$folder/glassnet --help" ;;
    "en ready-for-tests") echo "The tools for tests are ready." ;;
    "zh ready-for-tests") echo "测试工具已就绪。" ;;
    *) echo "say.sh knows no word '$1'" >&2; exit 2 ;;
esac
