"""The hooks' sentences: the same in both languages, each used, and none anywhere else."""
import ast
import importlib.util
import os
import re
import subprocess
import sys
import unittest

import load

MODULES = os.path.join(load.SOURCE, 'vip')
PARAMETER = re.compile(r'%\((\w+)\)(?:\.\d)?([sdf])')
# What is no sentence although it looks like one: formats of files, of HTTP and of the shell, and names of fields.
NO_SENTENCE = re.compile(
    r'^%a, %d|^\[REDACTED\]|^echo 0 >|^TC3-|^# (HELP|TYPE) |^(connection address|secret_id secret_key|device ip|name role) |^no answer$|^\\\[request id')


def table(name):
    spec = importlib.util.spec_from_file_location('table_' + name, os.path.join(MODULES, name + '.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MESSAGES


ENGLISH, CHINESE = table('messages'), table('messages_zh')


def trees():
    for name in sorted(os.listdir(MODULES)):
        if name.endswith('.py') and not name.startswith('messages'):
            with open(os.path.join(MODULES, name), encoding='utf-8') as f:
                yield name, ast.parse(f.read())


def calls():
    """(module, call) of each say(...)."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'say':
                yield name, node


def actions():
    """What decide() may answer, and what a mechanism calls it to take the VIP."""
    found = set()
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'Action':
                found.add(node.args[0].value)
            if isinstance(node, ast.FunctionDef) and node.name == 'verb':
                found.update(part.value for part in ast.walk(node.body[-1]) if isinstance(part, ast.Constant))
    return found - {'take', 'no-eni'}


class Tables(unittest.TestCase):
    def test_both_have_the_same_sentences_with_the_same_parameters(self):
        self.assertEqual(list(ENGLISH), list(CHINESE))
        for name, text in ENGLISH.items():
            self.assertEqual(sorted(PARAMETER.findall(text)), sorted(PARAMETER.findall(CHINESE[name])), name)
            self.assertNotIn('%(sentence)', text, "say()'s own parameter")

    def test_each_say_names_a_sentence_and_fills_it_in(self):
        for module, call in calls():
            name = call.args[0]
            if isinstance(name, ast.BinOp):
                self.assertEqual(name.left.value, 'act-', module)
                continue
            self.assertIn(name.value, ENGLISH, module)
            given = sorted(word.arg for word in call.keywords)
            self.assertEqual(given, sorted(set(one for one, _ in PARAMETER.findall(ENGLISH[name.value]))), (module, name.value))

    def test_each_sentence_is_said(self):
        said = {call.args[0].value for _, call in calls() if isinstance(call.args[0], ast.Constant)}
        said |= {'act-' + name for name in actions()}
        self.assertEqual(set(ENGLISH) - said, set())
        self.assertEqual(said - set(ENGLISH), set())

    def test_no_sentence_stands_elsewhere(self):
        for module, tree in trees():
            docs = {id(node.body[0].value) for node in ast.walk(tree)
                    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and isinstance(node.body[0], ast.Expr)}
            help_ = {id(part) for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == 'HELP'
                     for part in ast.walk(node)} if module == 'metrics.py' else set()
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | help_:
                    looks = re.search(r'[A-Za-z]{2,},? [A-Za-z]{2,}|[a-z]{2,} %s|%s [a-z]{2,}', node.value)
                    if looks and not NO_SENTENCE.search(node.value):
                        self.fail('%s:%d %r' % (module, node.lineno, node.value))

    def test_chinese_has_no_english_but_names(self):
        names = {'VIP', 'IP', 'EIP', 'ENI', 'MAC', 'MASTER', 'VRRP', 'API', 'DNS', 'HTTP', 'CAM', 'HAVIP', 'vip', 'py', 'ha',
                 'setup', 'json', 'keepalived', 'webhook', 'notify', 'ping', 'scope', 'root', 'http', 'secretId', 'secretKey', 's'}
        for name, text in CHINESE.items():
            words = set(re.findall('[A-Za-z]+', PARAMETER.sub('', text)))
            self.assertLessEqual(words, names, name)
            self.assertRegex(text, '[\u3400-\u9fff]|%\\(', name)

    def test_chinese_has_its_own_punctuation_and_spaces(self):
        for name, text in CHINESE.items():
            plain = PARAMETER.sub('X', text)
            if name != 'landed':    # what it is filled in with is Chinese
                self.assertNotRegex(plain, '[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]', name)
            self.assertNotRegex(plain, r'[\u3400-\u9fff] ?[,;:()!?.]', name)


class Locale(unittest.TestCase):
    """Chinese passes where the locale knows ASCII alone."""

    def run_python(self, program, env):
        return subprocess.run([sys.executable, '-c', 'import load\n' + program], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              cwd=load.HERE, env=dict(os.environ, **env))

    def test_what_is_printed(self):
        for locale in ({'LC_ALL': 'C', 'PYTHONCOERCECLOCALE': '0', 'PYTHONUTF8': '0'}, {'PYTHONIOENCODING': 'ascii'}):
            done = self.run_python('from vip.say import print_utf8\nimport sys\nprint_utf8()\nprint("\\u4e3b")\n'
                                   'sys.stderr.write("\\u5907\\n")', locale)
            self.assertEqual((done.stdout, done.stderr), ('主\n'.encode(), '备\n'.encode()))

    def test_what_a_program_is_told(self):
        program = ('from vip.programs import run_program\n'
                   'print(run_program(["/bin/sh", "-c", "test \\"$WHY\\" = $(printf \'\\\\344\\\\270\\\\273\')"], 5, {"WHY": "\\u4e3b"}))')
        done = self.run_python(program, {'LC_ALL': 'C', 'PYTHONCOERCECLOCALE': '0', 'PYTHONUTF8': '0'})
        self.assertEqual((done.stdout, done.stderr), (b'None\n', b''))


if __name__ == '__main__':
    unittest.main()
